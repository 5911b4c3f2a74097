// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"

namespace inland::cli {

std::span<const Command* const> commands() {
    static const Command* const all[] = {
        &init_command(),         &design_command(),         &prove_command(),
        &plan_command(),         &apply_command(),          &destroy_command(),
        &upgrade_command(),      &status_command(),         &doctor_command(),
        &kubeconfig_command(),   &token_command(),          &export_command(),
        &explain_command(),      &images_list_command(),    &images_check_command(),
        &images_stage_command(), &images_bundle_command(),  &images_load_command(),
        &lint_command(),         &aws_serve_command(),      &aws_start_command(),
        &aws_stop_command(),     &aws_status_command(),     &aws_reset_command(),
        &aws_env_command(),      &aws_resolve_command(),    &aws_connect_command(),
        &aws_proxy_command(),    &aws_operations_command(),
    };
    return all;
}

}  // namespace inland::cli
