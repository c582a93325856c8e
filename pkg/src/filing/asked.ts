/**
 * Tells a form that is being sent from one that is merely asked. The browser fires `invalid` for both
 * `checkValidity()`, which must show nothing, and for a submission or `reportValidity()`, which must show everything.
 * A submission begins with a click on a submit button (Enter makes one too) or leads the focus to what is wrong.
 */

/** Watches one form. */
export class Asked {
  private readonly form: HTMLFormElement;
  private sending = false;

  constructor(form: HTMLFormElement) {
    this.form = form;
    form.ownerDocument.addEventListener("click", this.onClick, true);
  }

  /** True in the task in which a submit button of the form was pressed. */
  get now(): boolean {
    return this.sending;
  }

  /** Marks the task as one that shows everything; for `reportValidity` and `requestSubmit` of our own. */
  begin(): void {
    this.sending = true;
    setTimeout(() => {
      this.sending = false;
    });
  }

  /** Stops watching. */
  release(): void {
    this.form.ownerDocument.removeEventListener("click", this.onClick, true);
  }

  private readonly onClick = (event: Event): void => {
    const path = event.composedPath();
    const pressed = path.some(
      (node) =>
        (node as HTMLButtonElement).form === this.form &&
        ["submit", "image"].includes((node as HTMLButtonElement).type) &&
        ["button", "input"].includes((node as HTMLElement).localName),
    );
    if (pressed) this.begin();
  };
}
