"""Round steps for a value axis that starts at zero."""

from __future__ import annotations

from decimal import Decimal

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def ticks(low: Decimal, high: Decimal, most: int = 5) -> list[Decimal]:
    """Round values from at or below min(low, 0) to at or above max(high, 0), at most about `most` steps."""
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = Decimal(1)
    rough = (high - low) / most
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(step * power for step in STEPS if step * power >= rough)
    first, last = int(low // step), -int(-high // step)
    if first * step > low:  # Decimal's // rounds towards zero
        first -= 1
    if last * step < high:
        last += 1
    return [step * at for at in range(first, last + 1)]
