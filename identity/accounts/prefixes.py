"""The mobile prefixes of before 2018 and what replaced them.

Between 15 September 2018 and 30 June 2019 every 11-digit mobile number of Vietnam lost one digit: these
21 prefixes changed, the last seven digits stayed (public notices of the operators and the ministry).
"""

NEW_PREFIX: dict[str, str] = {
    # Viettel
    "0162": "032",
    "0163": "033",
    "0164": "034",
    "0165": "035",
    "0166": "036",
    "0167": "037",
    "0168": "038",
    "0169": "039",
    # MobiFone
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0126": "076",
    "0128": "078",
    # VinaPhone
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0127": "081",
    "0129": "082",
    # Vietnamobile
    "0186": "056",
    "0188": "058",
    # Gmobile
    "0199": "059",
}
