"""With a certificate set, a publication carries a signature that others can check, and stays accessible."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from council_flow.publication import adapters
from council_flow.publication.printing import printed
from council_flow.settings import Settings
from tests.publication.reading import read, words
from tests.publication.texts import BODY, CODE, facts

PASSWORD = "opens the certificate"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A PKCS#12 file and its certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Council of the tests")])
    today = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
        .not_valid_before(today - timedelta(days=1)).not_valid_after(today + timedelta(days=1))
        .add_extension(usage, critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    file = tmp_path_factory.mktemp("certificate") / "council.p12"
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(b"council", key, made, None, BestAvailableEncryption(PASSWORD.encode()))
    )
    return file, made.public_bytes(Encoding.DER)


@pytest.fixture(scope="module")
def signed(certificate: tuple[Path, bytes]) -> bytes:
    settings = Settings(signing_file=str(certificate[0]), signing_password=PASSWORD)
    return adapters.sign(adapters.render(printed(BODY, "en", facts())), settings)


def test_the_signature_is_valid_and_covers_the_whole_file(signed: bytes, certificate: tuple[Path, bytes]) -> None:
    trusted = ValidationContext(trust_roots=[asn1.Certificate.load(certificate[1])], allow_fetching=False)
    embedded = PdfFileReader(io.BytesIO(signed)).embedded_signatures[0]
    status = validate_pdf_signature(embedded, trusted)
    assert (status.intact, status.valid, status.trusted, status.coverage.name) == (True, True, True, "ENTIRE_FILE")


def test_a_changed_file_is_not_signed(signed: bytes, certificate: tuple[Path, bytes]) -> None:
    at = signed.index(b"/Subtype /XML")
    changed = signed[:at] + b"/Subtype /XMK" + signed[at + 13 :]
    embedded = PdfFileReader(io.BytesIO(changed)).embedded_signatures[0]
    trusted = ValidationContext(trust_roots=[asn1.Certificate.load(certificate[1])], allow_fetching=False)
    assert not validate_pdf_signature(embedded, trusted).intact


def test_signing_leaves_the_document_as_accessible_as_before(signed: bytes) -> None:
    assert read(signed).faults == []
    assert CODE in words(signed)


def test_the_signature_is_printable_and_hides_nothing(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        flags = int(pdf.Root.AcroForm.Fields[0].F)
    assert flags & 4
    assert not flags & 2


def test_a_wrong_password_is_said(certificate: tuple[Path, bytes]) -> None:
    with pytest.raises(ValueError, match="SIGNING_FILE"):
        adapters.sign(b"", Settings(signing_file=str(certificate[0]), signing_password="another"))


def test_without_a_certificate_nothing_is_signed() -> None:
    assert not adapters.signs(Settings())
