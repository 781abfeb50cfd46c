"""Pushes leave this process by HTTP."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

from plugins.wechat_simulator import pushes


def test_push_and_echo_go_over_http(world):
    class Shop(BaseHTTPRequestHandler):
        seen = []

        def do_POST(self):
            self.seen.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.answer(b"success")

        def do_GET(self):
            self.answer(parse_qs(urlsplit(self.path).query)["echostr"][0].encode())

        def answer(self, body):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Shop) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        world.push_url = f"http://127.0.0.1:{server.server_port}/wechat/push/"
        try:
            assert pushes.send(f"{world.push_url}?a=1", b"body") == (200, b"success")
            assert pushes.verify(world)
        finally:
            server.shutdown()

    assert Shop.seen == [b"body"]
    assert pushes.send(world.push_url, b"nobody is there any more") == (0, b"")
