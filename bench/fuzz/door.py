"""A door before the server: signs in as one of the demo's accounts, counts what is answered, and reads it for what must not be told."""

import collections
import http.client
import http.server
import re
import threading

from demo import Refused

# What tells how the program is built: no answer may hold it.
INTERNALS = re.compile(rb"panicked at|stack backtrace|[a-z_]+/src/[a-z_/]+\.rs|\bsqlx\b|sea_orm|SQLSTATE|no such (?:table|column)|syntax error at or near")
# An identity number or a mobile telephone number in full.
PERSONAL = re.compile(rb"(?<![0-9A-Za-z.-])(?:[1-9]\d{5}(?:19|20)\d{9}[\dX]|1[3-9]\d{9})(?![0-9A-Za-z.-])")
# So long the server is given to answer, seconds.
PATIENCE = 60
HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "host", "cookie", "content-length", "accept-encoding"}
LONGEST = 1 << 20


class Door:
    """Serves one account, or nobody where `account` is none."""

    def __init__(self, demo, account):
        self.demo, self.account = demo, account
        self.statuses, self.faults, self.late, self.leaks, self.signed_out = collections.Counter(), [], [], [], 0
        self.lock = threading.Lock()
        handler = type("Handler", (Handler,), {"door": self})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return "http://127.0.0.1:{}".format(self.server.server_address[1])

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def pass_on(self, method, path, headers, body):
        """What the server answers: status, headers and body."""
        sent = {name: value for name, value in headers.items() if name.lower() not in HOP}
        sent["x-linli"] = "1"
        # Whoever signs out is somebody without a session: the others go on with theirs.
        signs_out = method == "DELETE" and path.startswith("/api/session")
        if self.account and not signs_out:
            sent["cookie"] = self.demo.cookie(self.account)
        if body or method not in ("GET", "HEAD"):
            sent["content-length"] = str(len(body))
        connection = http.client.HTTPConnection(*self.demo.at, timeout=PATIENCE)
        try:
            connection.request(method, path, body or None, sent)
            answer = connection.getresponse()
            endless = answer.getheader("content-type", "").startswith("text/event-stream")
            return answer.status, answer.getheaders(), b"" if endless else answer.read()
        finally:
            connection.close()

    def answer(self, method, path, headers, body):
        status, told, text = self.pass_on(method, path, headers, body)
        if status == 401 and self.account and method != "DELETE" and not path.startswith("/api/session"):
            # Something that was tried may have ended the session: sign in again, and ask once more.
            kept = self.demo.cookies.pop(self.account, None)
            try:
                status, told, text = self.pass_on(method, path, headers, body)
            except Refused:
                # Too many guesses were tried from here.
                pass
            finally:
                # What is left of the session is used where there is no other.
                if kept:
                    self.demo.cookies.setdefault(self.account, kept)
            with self.lock:
                self.signed_out += status == 401
        self.look(f"{method} {path[:200]}", status, text[:LONGEST], body + path.encode())
        return status, told, text

    def missed(self, what):
        """Counts an answer that did not come in time."""
        with self.lock:
            self.statuses[504] += 1
            self.late.append(f"{self.account or 'nobody'}: {what}: no answer in {PATIENCE} s")

    def look(self, what, status, text, sent):
        """Counts an answer, and keeps what is wrong with it."""
        leak = INTERNALS.search(text)
        if not leak and not self.account:
            # What was sent may be told back.
            leak = next((one for one in PERSONAL.finditer(text) if one.group() not in sent), None)
        with self.lock:
            self.statuses[status] += 1
            if status >= 500:
                self.faults.append(f"{self.account or 'nobody'}: {what}: {status} {text[:300]!r}")
            if leak:
                self.leaks.append(f"{self.account or 'nobody'}: {what}: {status} {leak.group()!r}")


class Handler(http.server.BaseHTTPRequestHandler):
    """Passes a request on."""

    protocol_version = "HTTP/1.1"
    # An answer goes out at once and in one piece.
    disable_nagle_algorithm = True
    wbufsize = -1
    door = None

    def any(self):
        length = self.headers.get("content-length", "0")
        body = self.rfile.read(int(length)) if length.isdigit() else b""
        try:
            status, told, text = self.door.answer(self.command, self.path, self.headers, body)
        except (ValueError, http.client.InvalidURL) as error:
            # No client could send it.
            status, told, text = 400, [], f"not passed on: {error}".encode()
        except TimeoutError:
            status, told, text = 504, [], b""
            self.door.missed(f"{self.command} {self.path[:200]}")
        except (OSError, http.client.HTTPException) as error:
            # A connection that breaks off is as bad as an answer of 5xx.
            status, told, text = 502, [], b""
            self.door.look(f"{self.command} {self.path[:200]}: {error!r}", status, text, body)
        self.send_response_only(status)
        for name, value in told:
            if name.lower() not in HOP and name.lower() != "set-cookie":
                self.send_header(name, value)
        bare = self.command == "HEAD" or status in (204, 304) or status < 200
        if not bare:
            self.send_header("content-length", str(len(text)))
        self.end_headers()
        if not bare:
            self.wfile.write(text)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = any

    def log_message(self, *_):
        pass
