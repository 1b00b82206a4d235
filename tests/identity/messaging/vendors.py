"""Small vendors on 127.0.0.1 that speak the shapes ours speak, and misbehave when they are told to.

The shapes are those of docs/messaging-vendors.md.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

HANG_SECONDS = 30


@dataclass
class Vendor:
    """One server; `answers` maps a path to what it says, `mood` overrides that.

    Moods: "well", "broken" (500), "hangs" (never answers), "half" (stops within the answer),
    "drips" (a byte at a time, for ever).
    """

    answers: dict[str, Callable[[Vendor, dict, dict], dict]]
    mood: str = "well"
    heard: list[tuple[str, dict, dict]] = field(default_factory=list)
    taken: dict[str, dict] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.let_go = threading.Event()
        vendor = self

        class Talk(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                vendor.hear(self)

            def log_message(self, *_args: object) -> None:
                """Nothing on the screen."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Talk)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def stop(self) -> None:
        self.let_go.set()
        self.server.shutdown()
        self.server.server_close()

    def hear(self, talk: BaseHTTPRequestHandler) -> None:
        body = talk.rfile.read(int(talk.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in talk.headers.items()}
        said = read(body, headers.get("content-type", ""))
        self.heard.append((talk.path, said, headers))
        answer = json.dumps(self.answers[talk.path](self, said, headers)).encode()
        if self.mood == "hangs":
            self.let_go.wait(HANG_SECONDS)
            return
        status = 500 if self.mood == "broken" else 200
        body = b"<h1>Error</h1>" if self.mood == "broken" else answer
        talk.send_response(status)
        talk.send_header("Content-Length", str(len(body)))
        talk.end_headers()
        if self.mood == "half":
            body = body[:5]
        if self.mood == "drips":
            self.drip(talk, body)
            return
        talk.wfile.write(body)

    def drip(self, talk: BaseHTTPRequestHandler, body: bytes) -> None:
        for byte in body:
            if self.let_go.wait(0.2):
                return
            try:
                talk.wfile.write(bytes([byte]))
                talk.wfile.flush()
            except OSError:
                return


def read(body: bytes, kind: str) -> dict:
    if "json" in kind:
        return json.loads(body)
    return {name: values[0] for name, values in parse_qs(body.decode()).items()}


def esms(code: str = "100") -> Vendor:
    """eSMS: a RequestId is taken once, and known the second time."""

    def take(vendor: Vendor, said: dict, _headers: dict) -> dict:
        if said["RequestId"] in vendor.taken:
            return {"CodeResult": "124", "ErrorMessage": f"RequestId of {said['Phone']} exists"}
        if code != "100":
            return {"CodeResult": code, "ErrorMessage": f"{said['Phone']}: {said['Content']}"}
        vendor.taken[said["RequestId"]] = said
        return {"CodeResult": "100", "CountRegenerate": 0, "SMSID": f"sms-{len(vendor.taken)}"}

    return Vendor({"/MainService.svc/json/SendMultipleMessage_V4_post_json/": take})


def zalo(error: int = 0) -> Vendor:
    """Zalo: one live access token; a refresh token works once and gives the next pair."""

    def send(vendor: Vendor, said: dict, headers: dict) -> dict:
        if headers.get("access_token") != vendor.taken.get("access", {}).get("token"):
            return {"error": -124, "message": "Access token invalid"}
        if error:
            return {"error": error, "message": f"{said['phone']} has no Zalo"}
        vendor.taken[said["tracking_id"]] = said
        return {"error": 0, "message": "Success", "data": {"msg_id": "zns-1"}}

    def renew(vendor: Vendor, said: dict, _headers: dict) -> dict:
        number = vendor.taken.setdefault("refresh", {"next": 1})["next"]
        if said["refresh_token"] != f"refresh-{number}":
            return {"error": -14014, "error_name": "Invalid refresh token"}
        vendor.taken["refresh"] = {"next": number + 1}
        vendor.taken["access"] = {"token": f"access-{number}"}
        return {
            "access_token": f"access-{number}",
            "refresh_token": f"refresh-{number + 1}",
            "expires_in": "90000",
        }

    return Vendor({"/message/template": send, "/v4/oa/access_token": renew})
