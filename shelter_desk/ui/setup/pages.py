"""The sections of Oppsett in their order."""

from collections.abc import Mapping

from shelter_desk.ui.setup.accounts_page import AccountsPage
from shelter_desk.ui.setup.care_pages import CopiesPage, VerifyPage
from shelter_desk.ui.setup.desk_page import DeskPage
from shelter_desk.ui.setup.house_pages import HintWordsPage, HousePage, KeepingPage, LimitsPage
from shelter_desk.ui.setup.key_page import KeyPage
from shelter_desk.ui.setup.map_page import MapPage
from shelter_desk.ui.setup.plan_page import PlanPage
from shelter_desk.ui.setup.review_page import ReviewPage
from shelter_desk.ui.setup.rights_page import RightsPage
from shelter_desk.ui.setup.rules_page import RulesPage
from shelter_desk.ui.setup.section import Section
from shelter_desk.ui.setup.shift_page import ShiftsPage

PAGES: Mapping[str, type[Section]] = {
    "house": HousePage,
    "plan": PlanPage,
    "map": MapPage,
    "shifts": ShiftsPage,
    "limits": LimitsPage,
    "words": HintWordsPage,
    "accounts": AccountsPage,
    "rights": RightsPage,
    "key": KeyPage,
    "copies": CopiesPage,
    "verify": VerifyPage,
    "review": ReviewPage,
    "keeping": KeepingPage,
    "rules": RulesPage,
    "desk": DeskPage,
}
"""Each by the name it is shown by."""
