"""What records mean in numbers: an edge hands over what a stage took and wrote, and the metrics follow from that.

``from streams.counting import Counting`` is all that an edge needs; the stages know nothing of it.
"""

from streams.counting.counting import Counting

__all__ = ["Counting"]
