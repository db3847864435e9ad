"""Why an orientation cannot be made or changed, each with the sentence people read."""


class OrientationImpossible(Exception):
    """The sentence says what, why, and how to mend; nothing was changed."""

    @property
    def phrase(self) -> str:
        return str(self)


class TransitionRefusee(OrientationImpossible):
    """Not this change, not now, or not by this author."""


class MotifRefuse(OrientationImpossible):
    """A reason, a date or a place is missing or is not this author's to give."""


class EtatDepasse(OrientationImpossible):
    """Someone else changed it first."""


class PlusDePlace(OrientationImpossible):
    """The last place was given meanwhile."""


class AccordManquant(OrientationImpossible):
    """The person has not agreed: nothing leaves."""


class TexteRefuse(OrientationImpossible):
    """The text says what it must not."""


class RenvoiTropTot(OrientationImpossible):
    """A link was sent again less than an hour ago."""


class HeuresRefusees(OrientationImpossible):
    """Hours of a clause that cannot have been done."""
