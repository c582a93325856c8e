/**
 * The filing element as a control of a form: one value that is sent under one name, one validity, and the difference
 * between a form that is sent, where everything wrong is shown, and one that is merely asked, where nothing is.
 */
import { Asked } from "../filing/asked.js";
import { ElementBase } from "./base.js";

/** What every control of a form can do, for an element that is one. */
export abstract class FormControl extends ElementBase {
  /** Takes part in forms. */
  static readonly formAssociated = true;

  private readonly internals: ElementInternals | null;
  private asked: Asked | null = null;
  private wronged = false;

  constructor() {
    super();
    // Chromium before 77 and Safari before 16.4 have none; there the element is no part of a form.
    this.internals = typeof this.attachInternals === "function" ? this.attachInternals() : null;
    this.addEventListener("invalid", (event) => this.onInvalid(event));
    this.addEventListener("focusin", () => {
      // The browser leads here what it found wrong.
      if (!this.wronged) return;
      this.wronged = false;
      this.showWrong(true);
    });
  }

  /** The form that this element belongs to. */
  get form(): HTMLFormElement | null {
    return this.internals?.form ?? null;
  }

  /** The name under which the value is sent. */
  get name(): string {
    return this.getAttribute("name") ?? "";
  }

  set name(name: string) {
    this.setAttribute("name", name);
  }

  /** As with every control of a form. */
  get validity(): ValidityState | undefined {
    return this.internals?.validity;
  }

  /** As with every control of a form. */
  get validationMessage(): string {
    return this.internals?.validationMessage ?? "";
  }

  /** As with every control of a form. */
  get willValidate(): boolean {
    return this.internals?.willValidate ?? false;
  }

  /** Whether nothing must change. Shows nothing. */
  checkValidity(): boolean {
    return this.internals?.checkValidity() ?? this.countErrors() === 0;
  }

  /** Whether nothing must change; what must is shown. */
  reportValidity(): boolean {
    const valid = this.checkValidity();
    this.showWrong(true);
    return valid;
  }

  /** The browser tells which form this element came to belong to. */
  formAssociatedCallback(form: HTMLFormElement | null): void {
    this.asked?.release();
    this.asked = form ? new Asked(form) : null;
  }

  /** The browser tells that the form was reset. */
  abstract formResetCallback(): void;

  /** The browser tells that the form, or a fieldset around this element, was disabled. */
  abstract formDisabledCallback(disabled: boolean): void;

  /** The browser brings back what stood here before the page was left. */
  abstract formStateRestoreCallback(state: unknown): void;

  /** How many errors are known. */
  protected abstract countErrors(): number;

  /** Shows everything that is wrong; `lead` asks for the focus, too. */
  protected abstract showWrong(lead: boolean): void;

  /** Sends the form as Enter in one of its fields would. False where there is none. */
  protected sendForm(): boolean {
    const { form } = this;
    if (!form) return false;
    this.asked?.begin();
    form.requestSubmit();
    return true;
  }

  /** Tells the form what would be sent, and why it must not be; no message lets it go. */
  protected tell(value: string, message: string, anchor: HTMLElement | undefined): void {
    const { internals } = this;
    if (!internals) return;
    internals.setFormValue(value, value);
    if (message)
      internals.setValidity({ customError: true }, message, anchor?.isConnected ? anchor : undefined);
    else internals.setValidity({});
  }

  private onInvalid(event: Event): void {
    if (this.asked?.now) {
      // What is wrong stands in the element; the browser's bubble would only cover it.
      event.preventDefault();
      const controls = [...(this.form?.elements ?? [])] as HTMLInputElement[];
      const first: Element | undefined = controls.find((one) => one.willValidate && !one.validity.valid);
      // Another control that is wrong and stands before this one gets the focus.
      this.showWrong(first === this);
      return;
    }
    this.wronged = true;
    setTimeout(() => {
      this.wronged = false;
    });
  }
}
