"""campaigns.yaml and organisation.yaml: reading, checking, versions, segments and differences."""
