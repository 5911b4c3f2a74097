#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Signatures as botocore makes them, sent again, late, early, with a wrong secret or scope and
tampered with: each refused in the words of AWS's service of that protocol. What is AWS's own is in
each service's "Common errors" and in EC2's "Error codes"."""

import datetime
import urllib.parse

import botocore.auth
import botocore.credentials
import judge as judging
import raw
import wire

# One harmless call per protocol: (service, method, target, headers, body).
CALLS = {
    "query": ("sts", "POST", "/", {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"},
              b"Action=GetCallerIdentity&Version=2011-06-15"),
    "ec2": ("ec2", "POST", "/", {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"},
            b"Action=DescribeVpcs&Version=2016-11-15"),
    "json": ("kms", "POST", "/", {"Content-Type": "application/x-amz-json-1.1",
                                  "X-Amz-Target": "TrentService.ListKeys"}, b"{}"),
    "rest-json": ("eks", "GET", "/clusters?maxResults=10", {}, b""),
}
# What each protocol's services answer: (code, status), by what is wrong.
ANSWERS = {
    "query": {"late": ("SignatureDoesNotMatch", 403), "early": ("SignatureDoesNotMatch", 403),
              "mismatch": ("SignatureDoesNotMatch", 403), "key": ("InvalidClientTokenId", 403),
              "expired token": ("ExpiredToken", 403), "unsigned": ("MissingAuthenticationToken", 403),
              "incomplete": ("IncompleteSignature", 400), "scope": ("SignatureDoesNotMatch", 403)},
    "ec2": {"late": ("RequestExpired", 400), "early": ("RequestExpired", 400),
            "mismatch": ("AuthFailure", 401), "key": ("AuthFailure", 401),
            "expired token": ("RequestExpired", 400),
            "unsigned": ("MissingAuthenticationToken", 403),
            "incomplete": ("IncompleteSignature", 400), "scope": ("AuthFailure", 401)},
    "json": {"late": ("InvalidSignatureException", 400), "early": ("InvalidSignatureException", 400),
             "mismatch": ("InvalidSignatureException", 400),
             "key": ("UnrecognizedClientException", 400),
             "expired token": ("ExpiredTokenException", 400),
             "unsigned": ("MissingAuthenticationTokenException", 400),
             "incomplete": ("IncompleteSignatureException", 400),
             "scope": ("InvalidSignatureException", 400)},
    "rest-json": {"late": ("InvalidSignatureException", 403),
                  "early": ("InvalidSignatureException", 403),
                  "mismatch": ("InvalidSignatureException", 403),
                  "key": ("UnrecognizedClientException", 403),
                  "expired token": ("ExpiredTokenException", 403),
                  "unsigned": ("MissingAuthenticationTokenException", 403),
                  "incomplete": ("IncompleteSignatureException", 403),
                  "scope": ("InvalidSignatureException", 403)},
}


class At:
    """botocore's signer at another time."""

    def __init__(self, **shift):
        self.shift = datetime.timedelta(**shift)

    def __enter__(self):
        shift, real = self.shift, datetime.datetime
        self.original = getattr(botocore.auth, "get_current_datetime", None)
        if self.original is not None:
            botocore.auth.get_current_datetime = lambda *args, **kw: self.original(*args, **kw) + shift
        else:  # before 1.36 botocore asked the module
            class Shifted(real):
                @classmethod
                def utcnow(cls):
                    return real.utcnow() + shift
            self.module, botocore.auth.datetime.datetime = real, Shifted
        return self

    def __exit__(self, *_):
        if self.original is not None:
            botocore.auth.get_current_datetime = self.original
        else:
            botocore.auth.datetime.datetime = self.module


class Signatures:
    def __init__(self, judge, protocol):
        self.judge, self.protocol = judge, protocol
        self.service, self.method, self.target, self.headers, self.body = CALLS[protocol]

    def request(self, **signing):
        return raw.signed(self.service, self.method, self.target, self.headers, self.body, **signing)

    def send(self, request, target=None, body=None, without=(), **headers):
        kept = {name: value for name, value in request.headers.items() if name not in without}
        kept.update({name.replace("_", "-"): value for name, value in headers.items()})
        return raw.send(self.method, target or self.target, kept,
                        self.body if body is None else body)

    def expect(self, what, answer, kind, message=""):
        status, headers, body = answer
        code, text = wire.error_of(self.protocol, headers, body) if status >= 300 else ("", "")
        codes, wanted = ANSWERS[self.protocol][kind]
        self.judge.expect(code in codes.split("|") and status == wanted, self.service,
                          f"{what}: {code or 'taken'} {status} {text}")
        self.judge.expect(message in text, self.service, f"{what}: the message is {text!r}")

    def taken(self, what, answer):
        self.judge.expect(answer[0] == 200, self.service, f"{what}: {answer[0]} {answer[2][:200]}")

    def times(self):
        request = self.request()
        self.taken("first", self.send(request))
        self.taken("replay", self.send(request))
        for shift, what in (({"minutes": -4}, "4 minutes old"), ({"minutes": 4}, "4 minutes ahead")):
            with At(**shift):
                self.taken(what, self.send(self.request()))
        said = self.protocol != "ec2"
        with At(minutes=-6):
            self.expect("6 minutes old", self.send(self.request()), "late",
                        "Signature expired: " if said else "")
        with At(minutes=6):
            self.expect("6 minutes ahead", self.send(self.request()), "early",
                        "Signature not yet current: " if said else "")

    def tampering(self):
        request = self.request()
        mismatch = "" if self.protocol == "ec2" else "The request signature we calculated"
        wrong = botocore.credentials.Credentials(judging.ACCOUNT, "wrong")
        self.expect("wrong secret", self.send(self.request(credentials=wrong)), "mismatch", mismatch)
        more = b"&a=b" if self.protocol == "query" else b" "
        self.expect("another body", self.send(request, body=self.body + more), "mismatch", mismatch)
        more = "&" if "?" in self.target else "?"
        self.expect("another query", self.send(request, target=self.target + more + "a=b"),
                    "mismatch", mismatch)
        self.expect("another date", self.send(request, X_Amz_Date=shifted(request, 60)), "mismatch",
                    mismatch)
        if "X-Amz-Target" in self.headers:
            self.expect("another target", self.send(request, X_Amz_Target="TrentService.ListAliases"),
                        "mismatch", mismatch)
        self.taken("an unsigned header more", self.send(request, X_Unsigned="1"))

    def scopes(self):
        request = self.request()
        authorization = request.headers["Authorization"]
        day = authorization.split("/")[1]
        for what, old, new in (("date", day, "20200101"), ("region", judging.REGION, "us-east-9"),
                               ("terminator", "aws4_request", "aws5_request")):
            kind = {"terminator": "incomplete", "date": "scope"}.get(what, "scope")
            self.expect(f"another {what} in the scope",
                        self.send(request, Authorization=authorization.replace(old, new)), kind)

    def missing(self):
        request = self.request()
        authorization = request.headers["Authorization"]
        self.expect("unsigned", self.send(request, without=("Authorization",)), "unsigned")
        self.expect("no date", self.send(request, without=("X-Amz-Date",)), "incomplete")
        for part in ("Credential", "SignedHeaders", "Signature"):
            cut = ", ".join(piece for piece in authorization.split(", ")
                            if not piece.split(" ")[-1].startswith(part + "="))
            cut = cut if cut.startswith("AWS4") else "AWS4-HMAC-SHA256 " + cut
            self.expect(f"no {part}", self.send(request, Authorization=cut), "incomplete")

    def sessions(self):
        sts = self.judge.sts
        made = sts.get_session_token(DurationSeconds=900)["Credentials"]
        keys = lambda token: botocore.credentials.Credentials(
            made["AccessKeyId"], made["SecretAccessKey"], token)
        self.taken("session", self.send(self.request(credentials=keys(made["SessionToken"]))))
        self.expect("no session token", self.send(self.request(credentials=keys(None))), "key")
        self.expect("a wrong session token", self.send(self.request(credentials=keys("wrong"))), "key")

    def presigned(self):
        if self.protocol not in ("query", "ec2"):
            return
        target = "/?" + self.body.decode()
        for what, shift, expires, kind in (("in time", 0, 60, None), ("late", -20, 60, "late"),
                                           ("too long", 0, 700000, "incomplete")):
            with At(minutes=shift):
                signer = lambda *args: botocore.auth.SigV4QueryAuth(*args, expires=expires)
                request = raw.signed(self.service, "GET", target, {}, b"", signer=signer)
            place = urllib.parse.urlsplit(request.url)
            answer = raw.send("GET", f"{place.path}?{place.query}", {}, b"")
            if kind is None:
                self.taken(f"presigned, {what}", answer)
                tampered = raw.send("GET", f"{place.path}?{place.query}&a=b", {}, b"")
                self.expect("presigned and tampered with", tampered, "mismatch")
            else:
                self.expect(f"presigned, {what}", answer, kind)


def shifted(request, seconds):
    time = datetime.datetime.strptime(request.headers["X-Amz-Date"], "%Y%m%dT%H%M%SZ")
    return (time + datetime.timedelta(seconds=seconds)).strftime("%Y%m%dT%H%M%SZ")


def main():
    judge = judging.Judge("signatures")
    for protocol in CALLS:
        signatures = Signatures(judge, protocol)
        for step in (signatures.times, signatures.tampering, signatures.scopes, signatures.missing,
                     signatures.sessions, signatures.presigned):
            judge.attempt(f"{protocol} {step.__name__}", step)
    judge.finish()


if __name__ == "__main__":
    main()
