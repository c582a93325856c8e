"""The CMS's own rich text field, with two scripts more."""

from django import forms
from django.templatetags.static import static
from mezzanine.core.forms import TinyMceWidget


class CheckedRichText(TinyMceWidget):
    @property
    def media(self):
        return super().media + forms.Media(
            js=[static("xianshen/global-inline.js"), static("xianshen/attach.js")]
        )
