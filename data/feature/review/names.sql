SELECT id, title, NULL, NULL, NULL, NULL FROM review
