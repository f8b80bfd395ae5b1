"""Certificates made for the tests: roots, a server's, partners'."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


@dataclass(frozen=True)
class Pair:
    """A certificate and its key, and where they lie as PEM files."""

    certificate: x509.Certificate
    private: ec.EllipticCurvePrivateKey
    pem: Path
    key: Path

    @property
    def fingerprint(self) -> str:
        return self.certificate.fingerprint(hashes.SHA256()).hex()


def root(folder: Path, name: str) -> Pair:
    """Return a root that signs others."""
    private = ec.generate_private_key(ec.SECP256R1())
    return _signed(folder, name, private, _name(name), private, days=30, authority=True)


def issued(folder: Path, name: str, by: Pair, *, days: float = 30, server: bool = False) -> Pair:
    """Return a certificate under `by`; one of a negative number of `days` has expired."""
    private = ec.generate_private_key(ec.SECP256R1())
    return _signed(folder, name, private, by.certificate.subject, by.private, days=days, server=server)


def _signed(
    folder: Path, name: str, private: ec.EllipticCurvePrivateKey, issuer: x509.Name,
    signer: ec.EllipticCurvePrivateKey, *, days: float, server: bool = False, authority: bool = False,
) -> Pair:  # fmt: skip
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(name)).issuer_name(issuer).public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60)).not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )  # fmt: skip
    if not authority:
        use = ExtendedKeyUsageOID.SERVER_AUTH if server else ExtendedKeyUsageOID.CLIENT_AUTH
        made = made.add_extension(x509.ExtendedKeyUsage([use]), critical=False)
    if server:
        names: list[x509.GeneralName] = [x509.IPAddress(ip_address("127.0.0.1"))]
        made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
    certificate = made.sign(signer, hashes.SHA256())
    pem, key = folder / f"{name}.pem", folder / f"{name}.key"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return Pair(certificate, private, pem, key)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
