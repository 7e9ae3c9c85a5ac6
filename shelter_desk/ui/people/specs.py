"""Which forms the card has. Most are opened from it and given the card they change."""

from shelter_desk.marking import mark
from shelter_desk.terms import Right
from shelter_desk.ui.actions import ActionSpec
from shelter_desk.ui.forms.spec import FormSpec, later

_CARD = "shelter_desk.ui.people.card_forms"
_LINKS = "shelter_desk.ui.people.link_forms"
_SHIELD = "shelter_desk.ui.people.shield_forms"

PEOPLE_FORMS = (
    FormSpec("card_new", mark("A new card"), later(_CARD, "NewCardForm")),
    FormSpec("card_names", mark("What she is called"), later(_CARD, "NamesForm")),
    FormSpec("card_workers", mark("Key worker and deputy"), later(_CARD, "WorkersForm")),
    FormSpec("card_words", mark("In her own words"), later(_CARD, "WordsForm")),
    FormSpec("card_agreements", mark("Agreements with her"), later(_CARD, "AgreementsForm")),
    FormSpec("card_bed_needs", mark("A place that suits her"), later(_CARD, "BedNeedsForm")),
    FormSpec("card_vedtak", mark("Decision of a place"), later(_LINKS, "VedtakForm")),
    FormSpec("card_contact", mark("Somebody who works with her"), later(_LINKS, "ContactForm")),
    FormSpec("card_reason", mark("Who is the shielded woman?"), later(_SHIELD, "ReasonForm")),
    FormSpec("card_shielded", mark("Shielded cards"), later(_SHIELD, "ShieldedForm")),
    FormSpec("card_shielded_list", mark("Shielded cards"), later(_SHIELD, "ShieldedSheet")),
    FormSpec("card_shield", mark("Shielding"), later(_SHIELD, "GradeForm")),
    FormSpec(
        "card_shut_out", mark("A colleague who is not to know"), later(_SHIELD, "ShutOutForm")
    ),
    FormSpec(
        "card_link",
        mark("Link a shielded arrival"),
        later(_SHIELD, "LinkForm"),
        ActionSpec(
            "card_link",
            mark("Link a shielded arrival to her card"),
            icon="shield-link-variant-outline",
            right=Right.SHIELDED,
            curtained=False,
        ),
    ),
)
