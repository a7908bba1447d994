"""The status of a report: draft or released, imprint, notices, versions, and what is missing or can't be shown."""
