"""Fields and summaries say what is wrong, tie it to the field, and forget nothing."""

from django import forms
from django.template.loader import render_to_string


class Sample(forms.Form):
    name = forms.CharField(label="Họ và tên", help_text="Như trên căn cước.")
    way = forms.ChoiceField(
        label="Cách", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Đồng ý")

    def clean(self) -> None:
        self.add_error(None, "Cả tờ khai chưa đúng.")


def show(element: str, **context: object) -> str:
    return render_to_string(f"elements/{element}.html", context)


def test_the_summary_names_every_error_and_leads_to_its_field() -> None:
    shown = show("error_summary", form=Sample({}))
    assert "Cả tờ khai chưa đúng." in shown
    assert all(f'href="#{place}"' in shown for place in ("id_name", "id_way_0", "id_agreed"))
    assert "autofocus" in shown
    assert 'tabindex="-1"' in shown


def test_a_form_without_errors_has_no_summary() -> None:
    assert not show("error_summary", form=Sample()).strip()


def test_a_refused_field_is_tied_to_its_hint_and_its_error() -> None:
    shown = show("field", field=Sample({})["name"])
    assert 'aria-describedby="id_name_hint id_name_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'id="id_name_error"' in shown
    assert 'id="id_name_hint"' in shown


def test_what_was_typed_stands_in_the_field_again() -> None:
    assert 'value="Phạm Thị Lan"' in show("field", field=Sample({"name": "Phạm Thị Lan"})["name"])


def test_several_choices_stand_under_one_legend() -> None:
    shown = show("field", field=Sample()["way"])
    assert "<legend>" in shown
    assert shown.count('type="radio"') == 2


def test_a_button_with_an_address_is_a_link() -> None:
    assert show("button", label="Đi", href="/toi/").startswith('<a class="button button-primary"')
    shown = show("button", label="Tin", name="verdict", value="trust")
    assert 'name="verdict" value="trust"' in shown


def test_no_button_is_ever_disabled() -> None:
    assert "disabled" not in show("button", label="Đi")
