"""What every process needs, read once: processes begin as copies of one that imported this."""

from tests.walks.house import the_writer

the_writer()
