"""Mail handed to an SMTP server (RFC 5321), encrypted unless the server is this machine."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from tocsin.errors import FetchError, UserError

SECURITY: Final = ("starttls", "tls", "none")
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Postbox:
    """A mail server and how to speak to it. `timeout` (seconds) holds for each step."""

    host: str
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    trust: ssl.SSLContext | None = None

    def __post_init__(self) -> None:
        """Refuse what would send a password or the mail in the clear. Raises UserError."""
        if self.security not in SECURITY:
            raise UserError(f"[mail] security is one of {', '.join(SECURITY)}, not {self.security!r}")
        if self.security == "none" and self.host.lower() not in _HERE:
            raise UserError(
                f"mail to {self.host} would go unencrypted: set [mail] security to starttls or tls"
            )

    def send(self, sender: str, to: str, mail: bytes) -> None:
        """Hand over one mail; when this returns the server has taken it. Raises FetchError."""
        try:
            server = self._connect()
            try:
                server.sendmail(sender, [to], mail)
            finally:
                # Whatever is said at parting, the mail was taken or it was not.
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()
        except smtplib.SMTPRecipientsRefused as error:
            code, why = next(iter(error.recipients.values()))
            raise FetchError(f"{self.host} refuses {to}: {code} {_words(why)}") from None
        except smtplib.SMTPResponseException as error:
            raise FetchError(f"{self.host} answered {error.smtp_code} {_words(error.smtp_error)}") from None
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise FetchError(f"{self.host}:{self.port} did not take the mail: {error}") from None

    def _connect(self) -> smtplib.SMTP:
        context = self.trust or ssl.create_default_context()
        server: smtplib.SMTP
        if self.security == "tls":
            server = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        try:
            if self.security == "starttls":
                server.starttls(context=context)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


def _words(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())[:200]
