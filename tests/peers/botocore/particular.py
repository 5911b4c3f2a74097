# SPDX-License-Identifier: Apache-2.0
"""How a particular call is made only for the error that it is answered with."""

import botocore.exceptions


def tell(call, **arguments):
    """judge.errors keeps the answer, whatever it is; judge.py has checked its form."""
    try:
        call(**arguments)
    except botocore.exceptions.ClientError:
        pass
