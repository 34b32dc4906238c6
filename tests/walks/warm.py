"""What every process needs, read and played once: processes begin as copies of one that imported this."""

from tests.walks.rehearsal import rehearse

rehearse()
