"""A browser whose device has a passkey: it asks for the question and sends the answer with the form."""

from tests.authenticator import Device
from tests.identity.signin.conftest import Visitor

QUESTIONS = {
    "/dang-nhap/van-tay/": "/dang-nhap/van-tay/hoi/",
    "/dang-nhap/xac-thuc/": "/dang-nhap/xac-thuc/hoi/",
    "/dang-nhap/xac-nhan/": "/dang-nhap/xac-nhan/hoi/",
}
OWN = "/toi/tai-khoan/bao-mat/van-tay/"


def answer_at(visitor: Visitor, page: str, device: Device, **fields: str):
    """Show the device's passkey on this page."""
    question = visitor.client.post(QUESTIONS[page]).json()
    return visitor.client.post(page, {"credential": device.show(question)} | fields)


def enrol_at_the_door(visitor: Visitor, device: Device):
    """Have the device make a passkey as the second step of staff."""
    question = visitor.client.post("/dang-nhap/xac-thuc/hoi/").json()
    return visitor.client.post("/dang-nhap/xac-thuc/", {"credential": device.make(question)})


def add_device(visitor: Visitor, device: Device, **fields: str):
    """Add the device at the page of protection."""
    question = visitor.client.post(f"{OWN}hoi/").json()
    return visitor.client.post(OWN, {"credential": device.make(question)} | fields)
