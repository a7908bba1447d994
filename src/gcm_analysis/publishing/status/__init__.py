"""How far a report is and who answers for it: status, imprint, notices, versions, and what is missing or can not be shown."""
