"""Lists of the API in pages: `limit`, `cursor` and the header Link. No table; imports nothing of ours."""
