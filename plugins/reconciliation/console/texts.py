"""The states of bills and differences in words."""

from brand_theme.console.public import Label, Tone
from plugins.reconciliation.states import BILL_TEXT, DIFFERENCE_TEXT, BillState, DifferenceState

_TONES = {
    BillState.MATCHED: Tone.GOOD,
    BillState.DIFFERING: Tone.BAD,
    BillState.AWAITED: Tone.CAREFUL,
    BillState.FETCHED: Tone.WAITING,
}
STATES = {
    state.value: Label(text, _TONES.get(state, Tone.PLAIN)) for state, text in BILL_TEXT.items()
}
DIFFERENCES = {
    state.value: Label(text, Tone.BAD if state is DifferenceState.OPEN else Tone.PLAIN)
    for state, text in DIFFERENCE_TEXT.items()
}
