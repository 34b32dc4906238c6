"""A rehearsal before the first worker: workers begin as copies of one that has written both kinds."""

from tests.proof import workers
from tests.walks.rehearsal import rehearse

rehearse(workers.CAMPAIGN)
