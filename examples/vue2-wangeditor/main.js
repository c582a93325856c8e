/** Vue 2.7 with wangEditor 5: a component that watches its editor and saves by script through the gate. */
import "@wangeditor/editor/dist/css/style.css";
import { createEditor } from "@wangeditor/editor";
import Vue from "vue";
import { attach } from "xianshen/editors/wangeditor";
import "xianshen/elements";
import { createGuard } from "xianshen/gate";
import { createKit } from "xianshen/inline";

const kit = await createKit({ jurisdiction: "haiyan" });

Vue.config.ignoredElements = [/^xianshen-/];
new Vue({
  el: "#app",
  template: `
    <div>
      <div ref="area" style="height: 240px; border: 1px solid #ccc"></div>
      <button id="save" :disabled="saving" @click="save">保存</button>
      <output>{{ message }}</output>
      <xianshen-panel ref="panel"></xianshen-panel>
    </div>`,
  data: () => ({ saving: false, message: "" }),
  mounted() {
    // None of these belongs into Vue's reactivity: they are kept beside the data.
    this.editor = createEditor({ selector: this.$refs.area, html: "<p><br></p>" });
    const session = attach(this.editor, kit);
    this.$refs.panel.session = session;
    const collect = () => ({ action: "submit", html: this.editor.getHtml() });
    this.guard = createGuard(kit, { collect, sessions: [session] });
    this.send = this.guard.wrap(() =>
      fetch("/save", { method: "POST", body: JSON.stringify({ content: this.editor.getHtml() }) }),
    );
  },
  beforeDestroy() {
    this.guard.release();
    this.editor.destroy();
  },
  methods: {
    async save() {
      this.saving = true;
      this.message = await this.send().then(
        () => "已保存",
        (error) => error.message,
      );
      this.saving = false;
    },
  },
});
