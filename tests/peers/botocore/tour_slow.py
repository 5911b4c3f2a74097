# SPDX-License-Identifier: Apache-2.0
"""Calls the operations of Auto Scaling that need time to pass: refreshes and lifecycle actions."""

from judge import until
from slow import slow
from tour_machines import make_group, member_of
from tour_network import Network


def groups(judge):
    with slow(judge) as world:
        group = make_group(world, Network(world))
        hooks(world, group)
        refreshes(world, group)
        world.autoscaling.delete_auto_scaling_group(**group, ForceDelete=True)


def hooks(judge, group):
    scaling, hook = judge.autoscaling, {**group, "LifecycleHookName": "wait"}
    scaling.put_lifecycle_hook(**hook, LifecycleTransition="autoscaling:EC2_INSTANCE_TERMINATING",
                               HeartbeatTimeout=7200, DefaultResult="CONTINUE")
    scaling.terminate_instance_in_auto_scaling_group(InstanceId=member_of(judge, group),
                                                     ShouldDecrementDesiredCapacity=False)
    waiting = {**hook, "InstanceId": member_of(judge, group, "Terminating:Wait")}
    scaling.record_lifecycle_action_heartbeat(**waiting)
    scaling.complete_lifecycle_action(**waiting, LifecycleActionResult="CONTINUE")
    judge.refused("ValidationError", scaling.complete_lifecycle_action, **waiting,
                  LifecycleActionResult="CONTINUE")
    scaling.delete_lifecycle_hook(**hook)


def refreshes(judge, group):
    scaling = judge.autoscaling
    member_of(judge, group)
    scaling.start_instance_refresh(**group, Preferences={"MinHealthyPercentage": 0})
    judge.refused("InstanceRefreshInProgress", scaling.start_instance_refresh, **group)
    scaling.describe_instance_refreshes(**group)
    scaling.cancel_instance_refresh(**group)
    until(lambda: scaling.describe_instance_refreshes(**group)["InstanceRefreshes"][0]["Status"]
          == "Cancelled", "the end of the refresh")
    judge.refused("ActiveInstanceRefreshNotFound", scaling.cancel_instance_refresh, **group)
