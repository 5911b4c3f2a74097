# SPDX-License-Identifier: Apache-2.0
"""Requests as no client would send them: written by hand, signed by botocore's own signer."""

import http.client
import json
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import judge as judging

KEYS = botocore.credentials.Credentials(judging.ACCOUNT, "test")


def signed(service, method, target, headers, body, credentials=KEYS, region=judging.REGION,
           signer=botocore.auth.SigV4Auth):
    """An AWSRequest with its signature in the headers."""
    request = botocore.awsrequest.AWSRequest(method=method, url=judging.ENDPOINT + target,
                                             headers=dict(headers), data=body)
    signer(credentials, service, region).add_auth(request)
    return request


def send(method, target, headers, body):
    """(status, headers, body) of one exchange."""
    place = urllib.parse.urlsplit(judging.ENDPOINT)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=30)
    try:
        connection.request(method, target, body=body, headers=dict(headers))
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def send_signed(service, method, target, headers, body, **signing):
    request = signed(service, method, target, headers, body, **signing)
    return send(method, target, dict(request.headers), body)


def signing_name(judge, service):
    return judge.client(service).meta.service_model.signing_name


def call_form(judge, service, model, parameters):
    """A query or EC2 call with these parameters; None takes one away."""
    form = {"Action": model.name, "Version": model.service_model.api_version, **parameters}
    body = urllib.parse.urlencode({key: value for key, value in form.items() if value is not None})
    return send_signed(signing_name(judge, service), "POST", "/",
                       {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"},
                       body.encode())


def call_json(judge, service, target, body):
    headers = {"Content-Type": "application/x-amz-json-1.1"}
    if target:
        headers["X-Amz-Target"] = target
    return send_signed(signing_name(judge, service), "POST", "/", headers, body)


def call_path(judge, service, method, path, body):
    return send_signed(signing_name(judge, service), method, path,
                       {"Content-Type": "application/json"}, body)


def call(judge, service, model, document):
    """A json or rest-json call with this document as its body, whatever its members are."""
    metadata = model.service_model.metadata
    if metadata["protocol"] == "json":
        return call_json(judge, service, f"{metadata['targetPrefix']}.{model.name}",
                         json.dumps(document).encode())
    members = model.input_shape.members
    path = model.http["requestUri"]
    in_body = {}
    for name, value in document.items():
        place = members[name].serialization
        if place.get("location") == "uri":
            wire_name = place.get("name", name)
            path = path.replace("{" + wire_name + "}", urllib.parse.quote(str(value), safe=""))
        else:
            in_body[place.get("name", name)] = value
    return call_path(judge, service, model.http["method"], path, json.dumps(in_body).encode())
