"""A folder -> its crisis and its reports, without the pages around them; nothing is interpreted here."""
