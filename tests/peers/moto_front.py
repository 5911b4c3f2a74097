#!/usr/bin/env python3
"""Stands in front of moto's server and answers what it lacks, and only that.

Usage: moto_front.py MOTO_PORT. Prints the port that it listens on, then serves until it is killed.
`moto_front.py --lists` prints what it answers instead of moto, one a line.
"""

import json
import re
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ANSWERED_HERE = [
    "ec2 EnableVgwRoutePropagation, DisableVgwRoutePropagation: and what they did in DescribeRouteTables",
    "ec2 CreateVpnConnectionRoute, DeleteVpnConnectionRoute: and what they did in DescribeVpnConnections",
    "eks access entries and their policies",
    "directconnect DescribeDirectConnectGatewayAssociations: none",
    "eks add-ons",
    "eks DescribeCluster: the security group that EKS makes with a cluster",
]

LOCK = threading.Lock()
PROPAGATIONS = set()  # (route table, gateway)
VPN_ROUTES = set()  # (connection, block)
ENTRIES = {}  # (cluster, principal) -> access entry
POLICIES = {}  # (cluster, principal) -> list of associated policies
ADDONS = {}  # (cluster, name) -> add-on
GROUPS = {}  # cluster -> the id of its security group
ACCOUNT = "123456789012"


def ec2_answer(action, result="<return>true</return>"):
    return 200, "text/xml", (f'<{action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">'
                             f"<requestId>front</requestId>{result}</{action}Response>").encode()


def json_answer(body, status=200, error=None):
    return status, "application/json", json.dumps(body).encode(), error


def not_found(what):
    return json_answer({"message": f"{what} not found"}, 404, "ResourceNotFoundException")


def change_set(items, item, action):
    (items.add if action.startswith(("Enable", "Create")) else items.discard)(item)


def ec2_call(form):
    """Answers the EC2 calls that moto lacks; None hands the call to moto."""
    action = form.get("Action")
    if action in ("EnableVgwRoutePropagation", "DisableVgwRoutePropagation"):
        change_set(PROPAGATIONS, (form["RouteTableId"], form["GatewayId"]), action)
        return ec2_answer(action)
    if action in ("CreateVpnConnectionRoute", "DeleteVpnConnectionRoute"):
        change_set(VPN_ROUTES, (form["VpnConnectionId"], form["DestinationCidrBlock"]), action)
        return ec2_answer(action)
    return None


def direct_connect_call(target):
    """Nobody here has a Direct Connect gateway; moto fails at the question."""
    if target == "OvertureService.DescribeDirectConnectGatewayAssociations":
        return json_answer({"directConnectGatewayAssociations": []})
    return None


def create_entry(cluster, body):
    principal = body["principalArn"]
    if (cluster, principal) in ENTRIES:
        return json_answer({"message": "The specified access entry resource is already in use on "
                                       "this cluster."}, 409, "ResourceInUseException")
    ENTRIES[cluster, principal] = {
        "clusterName": cluster, "principalArn": principal,
        "accessEntryArn": f"arn:aws:eks:eu-central-1:{ACCOUNT}:access-entry/{cluster}/role/x/y",
        "type": body.get("type", "STANDARD"), "username": body.get("username", principal),
        "kubernetesGroups": body.get("kubernetesGroups", []), "tags": body.get("tags", {})}
    return json_answer({"accessEntry": ENTRIES[cluster, principal]})


def access_entries(method, cluster, rest, body):
    if not rest:
        if method == "POST":
            return create_entry(cluster, body)
        return json_answer({"accessEntries": [p for c, p in ENTRIES if c == cluster]})
    principal = urllib.parse.unquote(rest[0])
    entry = ENTRIES.get((cluster, principal))
    if entry is None:
        return not_found("access entry")
    if len(rest) > 1:
        return access_policies(method, cluster, principal, rest[2:], body)
    if method == "DELETE":
        del ENTRIES[cluster, principal]
        POLICIES.pop((cluster, principal), None)
        return json_answer({})
    if method == "POST":
        entry.update({key: body[key] for key in ("username", "kubernetesGroups") if key in body})
    return json_answer({"accessEntry": entry})


def access_policies(method, cluster, principal, rest, body):
    policies = POLICIES.setdefault((cluster, principal), [])
    if method == "POST":
        policies.append({"policyArn": body["policyArn"], "accessScope": body["accessScope"]})
        return json_answer({"clusterName": cluster, "principalArn": principal,
                            "associatedAccessPolicy": policies[-1]})
    if method == "DELETE":
        gone = urllib.parse.unquote(rest[0])
        policies[:] = [policy for policy in policies if policy["policyArn"] != gone]
        return json_answer({})
    return json_answer({"associatedAccessPolicies": policies})


def addons(method, cluster, rest, body):
    if not rest:
        if method == "GET":
            return json_answer({"addons": [n for c, n in ADDONS if c == cluster]})
        name = body["addonName"]
        ADDONS[cluster, name] = {
            "addonName": name, "clusterName": cluster, "status": "ACTIVE",
            "addonVersion": body.get("addonVersion"), "health": {"issues": []},
            "addonArn": f"arn:aws:eks:eu-central-1:{ACCOUNT}:addon/{cluster}/{name}/x",
            "tags": body.get("tags", {}),
            **({"configurationValues": body["configurationValues"]}
               if "configurationValues" in body else {})}
        return json_answer({"addon": ADDONS[cluster, name]})
    addon = ADDONS.get((cluster, rest[0]))
    if addon is None:
        return not_found("addon")
    if method == "DELETE":
        del ADDONS[cluster, rest[0]]
    return json_answer({"addon": addon})


def eks_call(method, path, body):
    """Answers the EKS calls that moto lacks; None hands the call to moto."""
    parts = path.split("?")[0].strip("/").split("/")
    if len(parts) < 3 or parts[0] != "clusters":
        return None
    family = {"access-entries": access_entries, "addons": addons}.get(parts[2])
    if family is None:
        return None
    return family(method, parts[1], parts[3:], json.loads(body or b"{}"))


def insert_list(text, id_tag, following, list_tag, items):
    """Puts <list_tag> behind <id_tag>ID</id_tag> where one of the tags in `following` comes next: an
    id that is followed by something else is a mention, not the element's own."""
    text = re.sub(rf"<{list_tag}\s*/>|<{list_tag}>\s*</{list_tag}>", "", text)
    return re.sub(rf"<{id_tag}>([^<]+)</{id_tag}>(?=\s*<(?:{'|'.join(following)})\b)",
                  lambda found: f"{found.group(0)}<{list_tag}>{items(found.group(1))}</{list_tag}>",
                  text)


def amend(action, text):
    """Adds to moto's answer what was changed here."""
    if action == "DescribeRouteTables":
        return insert_list(
            text, "routeTableId", ["routeSet", "tagSet", "vpcId"], "propagatingVgwSet",
            lambda table: "".join(f"<item><gatewayId>{gateway}</gatewayId></item>"
                                  for owner, gateway in sorted(PROPAGATIONS) if owner == table))
    if action == "DescribeVpnConnections":
        return re.sub(r"<vpnConnectionId>([^<]+)</vpnConnectionId>", lambda found: (
            f"{found.group(0)}<routes>" + "".join(
                f"<item><destinationCidrBlock>{block}</destinationCidrBlock><source>Static</source>"
                "<state>available</state></item>"
                for owner, block in sorted(VPN_ROUTES) if owner == found.group(1)) + "</routes>"),
            re.sub(r"<routes\s*/>|<routes>\s*</routes>", "", text))
    return text


class Front(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    moto = ""

    def handle_call(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        form = {}
        if self.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded"):
            form = dict(urllib.parse.parse_qsl(body.decode()))
        target = self.headers.get("X-Amz-Target", "")
        with LOCK:
            answer = (ec2_call(form) or direct_connect_call(target)
                      or eks_call(self.command, self.path, body))
            if answer is None:
                answer = self.ask_moto(body, form.get("Action"))
            if self.command == "GET" and re.fullmatch(r"/clusters/[^/]+", self.path):
                answer = self.name_cluster_group(*answer)
        self.send(*answer)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_call

    def ask_moto(self, body, action):
        headers = {name: value for name, value in self.headers.items()
                   if name.lower() not in ("connection", "transfer-encoding")}
        request = urllib.request.Request(self.moto + self.path, data=body or None, headers=headers,
                                         method=self.command)
        try:
            with urllib.request.urlopen(request) as answer:
                status, kind, data, error = (answer.status, answer.headers.get("Content-Type"),
                                             answer.read(), None)
        except urllib.error.HTTPError as refused:
            status, kind, data = refused.code, refused.headers.get("Content-Type"), refused.read()
            error = refused.headers.get("x-amzn-ErrorType")
        if action:
            data = amend(action, data.decode()).encode()
        return status, kind, data, error

    def name_cluster_group(self, status, kind, data, error=None):
        """EKS makes a security group with each cluster; moto makes and names none."""
        if status != 200:
            return status, kind, data, error
        document = json.loads(data)
        config = document["cluster"]["resourcesVpcConfig"]
        name = document["cluster"]["name"]
        if name not in GROUPS:
            subnets = self.ec2(Action="DescribeSubnets", **{"SubnetId.1": config["subnetIds"][0]})
            vpc = re.search(r"<vpcId>([^<]+)", subnets).group(1)
            made = self.ec2(Action="CreateSecurityGroup", GroupName=f"eks-cluster-sg-{name}",
                            GroupDescription="EKS", VpcId=vpc)
            GROUPS[name] = re.search(r"<groupId>([^<]+)", made).group(1)
        config["clusterSecurityGroupId"] = GROUPS[name]
        return status, kind, json.dumps(document).encode(), error

    def ec2(self, **form):
        form["Version"] = "2016-11-15"
        scope = "Credential=test/20261122/eu-central-1/ec2/aws4_request"
        request = urllib.request.Request(
            self.moto + "/", data=urllib.parse.urlencode(form).encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded",
                     "Authorization": f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=x"})
        with urllib.request.urlopen(request) as answer:
            return answer.read().decode()

    def send(self, status, kind, data, error=None):
        self.send_response(status)
        self.send_header("Content-Type", kind or "application/octet-stream")
        self.send_header("Content-Length", str(len(data)))
        if error:
            self.send_header("x-amzn-ErrorType", error)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def main():
    if sys.argv[1] == "--lists":
        print("\n".join(ANSWERED_HERE))
        return
    Front.moto = f"http://127.0.0.1:{sys.argv[1]}"
    server = ThreadingHTTPServer(("127.0.0.1", 0), Front)
    print(f"front http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
