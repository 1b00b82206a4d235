"""Certificates: snapshots anybody can check, corrected by a chain, revoked with a reason, never changed.

Tables: Certificate, CertificateName, CertificateStatus, CertificateRun. Imports sittings,
classes, progress, programmes and catalogue.
"""
