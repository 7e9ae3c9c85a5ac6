"""Forms of incidents, of women who are missing, and «Ring 113»."""
