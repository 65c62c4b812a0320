"""What a Neo4j server or the way to it lacks, in one plain line."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    CertificateConfigurationError,
    ClientError,
    ConfigurationError,
    DriverError,
    Forbidden,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    UnsupportedServerProduct,
)

from graph.errors import ServerError
from graph.stores.neo4j_target import Neo4jTarget

_AGAIN = "run the load again, which completes what may be there in part"
_CANNOT_WRITE = ("Transaction.TransactionLogError", "Transaction.TransactionStartFailed")
"""How a full disk shows: first the log of transactions cannot be written, then nothing can."""


@contextmanager
def plain_errors(target: Neo4jTarget) -> Iterator[None]:
    """Turn the driver's errors into ServerError. The target's text must hold no secret."""
    try:
        yield
    except Neo4jError as error:
        raise ServerError(_server_said(target, error)) from error
    except (DriverError, ConfigurationError, CertificateConfigurationError, OSError) as error:
        raise ServerError(_no_answer(target, error)) from error


def _server_said(target: Neo4jTarget, error: Neo4jError) -> str:
    code, message = error.code or "", " ".join((error.message or str(error)).split())
    if code.endswith(("Security.Unauthorized", "Security.TokenExpired")) or isinstance(error, AuthError):
        who = f"the user {target.user} with this password" if target.user else "a user without a password"
        if not code.endswith("Forbidden"):
            return f"{target} does not let {who} in"
    if code.endswith("Database.DatabaseNotFound"):
        return f"{target}: there is no such database"
    if code.endswith("AuthenticationRateLimit"):
        return f"{target} takes no more attempts to log in for a while: too many failed"
    if code.endswith("CredentialsExpired"):
        return f"{target} wants the user {target.user} to choose a new password first"
    if "ReadOnly" in code or isinstance(error, Forbidden):
        return f"{target} may only be read by the user {target.user}: {message}"
    if code.endswith("Schema.ConstraintCreationFailed"):
        return (
            f"{target} holds nodes of others with the same labels and ids, choose a --prefix that keeps "
            f"them apart: {message}"
        )
    if code.endswith(_CANNOT_WRITE):
        return (
            f"{target} cannot write any more, its disk may be full: make room, start it again, and {_AGAIN}"
        )
    if "system database" in message:
        return f"{target} is where Neo4j administers itself, which takes no graph: choose another database"
    again = "" if isinstance(error, ClientError) else f"; {_AGAIN}"
    return f"{target}: {message} ({code}){again}"


def _no_answer(target: Neo4jTarget, error: Exception) -> str:
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return (
                f"{target} shows a certificate that is not trusted here ({cause.verify_message}): install "
                "its authority, or accept any certificate with +ssc instead of +s in the address"
            )
        if isinstance(cause, ssl.SSLError):
            return f"{target} does not speak TLS as the address asks for: {cause.reason or cause}"
        if isinstance(cause, UnsupportedServerProduct):
            return f"{target} speaks no version of Bolt that is known here: {_one_line(cause)}"
    told = " ".join(map(_one_line, causes))
    if "not supported for the Bolt Protocol" in told:
        return f"{target} is too old: claimgraph needs Neo4j 5.7 or newer"
    if "HTTP" in told:
        return f"{target} answers in HTTP, not in Bolt: is it the port of a web page or of a proxy?"
    if isinstance(error, IncompleteCommit | SessionExpired):
        return f"the connection to {target} broke: {_AGAIN}"
    if isinstance(error, ServiceUnavailable | OSError):
        return f"{target} cannot be reached: {_one_line(causes[-1])}"
    return f"{target}: {_one_line(error)}"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what led to it; with the scheme neo4j: that is a group, of one error a router."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            yield from (cause for one in error.exceptions for cause in _causes(one))
        error = error.__cause__ or error.__context__


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
