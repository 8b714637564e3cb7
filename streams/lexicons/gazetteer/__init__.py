"""Place names: the index, how it is looked up, and how it is packed. Sources: ``streams/lexicons/SOURCES.md``."""

from streams.lexicons.gazetteer.index import Gazetteer, Place, load_gazetteer
from streams.lexicons.gazetteer.names import fold_name

__all__ = ["Gazetteer", "Place", "fold_name", "load_gazetteer"]
