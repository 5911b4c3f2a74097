// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"

namespace inland::cli {

const Command& apply_command();
const Command& aws_connect_command();
const Command& aws_env_command();
const Command& aws_operations_command();
const Command& aws_proxy_command();
const Command& aws_reset_command();
const Command& aws_resolve_command();
const Command& aws_serve_command();
const Command& aws_start_command();
const Command& aws_status_command();
const Command& aws_stop_command();
const Command& design_command();
const Command& destroy_command();
const Command& doctor_command();
const Command& explain_command();
const Command& export_command();
const Command& images_bundle_command();
const Command& images_check_command();
const Command& images_list_command();
const Command& images_load_command();
const Command& lint_command();
const Command& images_stage_command();
const Command& init_command();
const Command& kubeconfig_command();
const Command& plan_command();
const Command& prove_command();
const Command& upgrade_command();
const Command& status_command();
const Command& token_command();

}  // namespace inland::cli
