"""What the rules of practices say to a text: the same tables on the server and in a browser."""

# text, what it looks like
LOOKS = [
    ("4111 1111 1111 1111", "card"),
    ("4111-1111-1111-1111", "card"),
    ("4111111111111112", None),
    ("0000000000000000", None),
    ("031157004321", "citizen_number"),
    ("031 157 004 321", "citizen_number"),
    ("999157004321", None),
    ("031957004321", None),
    ("0912.345.678", "phone"),
    ("+84 912 345 678", "phone"),
    ("Gọi 5 0912 345 678", "phone"),
    ("\uff10\uff19\uff11\uff12345678", "phone"),
    ("0\u200b912345678", "phone"),
    ("0225 384 7256", None),
    ("482913", "code"),
    ("482 913", "code"),
    ("250000", None),
    ("250.500 đồng", None),
    ("2.500.000", None),
    ("05/09/1957", None),
    ("thuyền về bến 3", None),
    ("", None),
]
# rule, what the card says, what was typed, whether that will do
ENTRIES = [
    ("same", "Đỗ Thị Mơ", "do  thi mo", True),
    ("same", "Đỗ Thị Mơ", "ĐỖ THỊ MƠ", True),
    ("same", "Đỗ Thị Mơ", "Đỗ Mơ", False),
    ("same", "Đỗ Thị Mơ", "", False),
    ("digits", "85.000 đồng", "85000", True),
    ("digits", "85.000 đồng", "850000", False),
    ("digits", "999 000 000 058", "999000000058", True),
    ("digits", "85.000", "", False),
    ("date", "05/09/1957", "5-9-1957", True),
    ("date", "05/09/1957", "05.09.1957", True),
    ("date", "05/09/1957", "9/5/1957", False),
    ("date", "05/09/1957", "1957", False),
    ("free", "", "gì cũng được", True),
    ("free", "", "", True),
]
