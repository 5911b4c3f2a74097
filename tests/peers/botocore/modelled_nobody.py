# SPDX-License-Identifier: Apache-2.0
"""Well-formed ARNs of load balancers and their parts that are not there."""

from judge import ACCOUNT, REGION

_PLACE = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}"
BALANCER = f"{_PLACE}:loadbalancer/app/nobody/0123456789abcdef"
GROUP = f"{_PLACE}:targetgroup/nobody/0123456789abcdef"
LISTENER = f"{_PLACE}:listener/app/nobody/0123456789abcdef/0123456789abcdef"
RULE = f"{_PLACE}:listener-rule/app/nobody/0123456789abcdef/0123456789abcdef/0123456789abcdef"
