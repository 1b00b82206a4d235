"""The one way in which publishing says no."""


class PublishRefused(Exception):
    """The page stays as it is on the site; `sentence` tells the editor why, `page` is its row id."""

    code = "publish_refused"

    def __init__(self, sentence: str, *, page: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.page = page


class AskedFirst(Exception):
    """Nothing was published: the page asks its editor something first, at `address`."""

    code = "asked_first"

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address
