"""Who is said to have said it."""

from __future__ import annotations

import pytest

from tests.reading import claims_in


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to the health ministry, 12 people were killed.", "the health ministry"),
        ("Twelve people were killed, according to the health ministry.", "the health ministry"),
        ("Police said on Monday that 12 people were killed.", "Police"),
        ("Twelve people were killed, the mayor said.", "the mayor"),
        ("“Twelve people were killed,” said the mayor of Almaty.", "the mayor of Almaty"),
        (
            "Aida Serik, a spokeswoman for the office, said 12 people were killed.",
            "Aida Serik, a spokeswoman for the office",
        ),
        (
            "On Monday, Aida Serik, who heads the office and its press, said 12 people were killed.",
            "Aida Serik",
        ),
        ("Twelve people were killed.", ""),
        ("Twelve people were killed, a figure confirmed on Monday by the army.", "the army"),
        ("Police said 12 people were killed, a toll that rose on a day feared by Aida Serik.", "Police"),
        ("Police said they regretted the riots that left 12 people dead.", ""),
        (
            "The ministry met the press. The minister said he was sad. He added that 12 people were killed.",
            "The minister",
        ),
    ],
)
def test_speaker(text, speaker):
    assert [claim.said_by for claim in claims_in(text)] == [speaker]
