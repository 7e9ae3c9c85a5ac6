"""From the vocabulary to words: labels, people, and the sentences of automatic lines."""

from shelter_desk.phrases.labels import has_labels, label, label_inside, lowered, sheet_label
from shelter_desk.phrases.log_lines import log_words, status_words, task_words
from shelter_desk.phrases.people import not_seen_words, person_words
from shelter_desk.phrases.safety_lines import neutral_answer

__all__ = [
    "has_labels",
    "label",
    "label_inside",
    "log_words",
    "lowered",
    "neutral_answer",
    "not_seen_words",
    "person_words",
    "sheet_label",
    "status_words",
    "task_words",
]
