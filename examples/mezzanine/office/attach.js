/**
 * The whole of the integration, on the side of the page: every TinyMCE that the CMS makes is watched, its form is
 * guarded, and the findings are listed under it.
 */
(function () {
  var kit = xianshen.createKit({ jurisdiction: "haiyan" });

  tinymce.on("AddEditor", function (added) {
    added.editor.on("init", function () {
      kit.then(function (ready) {
        watch(added.editor, ready);
      });
    });
  });

  function watch(editor, kit) {
    var area = editor.getElement();
    var form = area.form;
    var body = xianshen.editors.tinymce.attach(editor, kit);
    var sessions = [body];
    var title = form.elements.title;
    if (title) sessions.unshift(xianshen.editors.textarea.attach(title, kit));

    var panel = document.createElement("xianshen-panel");
    panel.sessions = sessions;
    editor.getContainer().after(panel);

    xianshen.gate.guardForm(form, kit, {
      sessions: sessions,
      collect: function () {
        var article = { action: "submit", html: editor.getContent() };
        if (title && title.value) article.title = title.value;
        return article;
      },
    });
  }
})();
