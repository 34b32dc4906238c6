"""What every process needs, read once: processes begin as copies of one that imported this."""

from tests.trust import read_trust_once
from tests.walks.house import the_writer

read_trust_once()
the_writer()
