// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "core/result.h"
#include "knowledge/restrictions.h"
#include "knowledge/symptoms.h"

#include <optional>
#include <string>

/// What `explain` tells of knowledge that others paid for: restrictions and symptoms.
namespace inland::cli {

struct Experience {
    knowledge::Restrictions restrictions;
    knowledge::Symptoms symptoms;
};

/// Of the folder that `--knowledge` names, or those built in. Mistakes are reported.
Result<Experience> experience_of(const Invocation& invocation);

/// Tables of what there is: id, state or place, title.
std::string restrictions_page(const knowledge::Restrictions& restrictions);
std::string symptoms_page(const knowledge::Symptoms& symptoms);

/// The page of one restriction or symptom, or of all: "restrictions", "symptoms". Nothing where no
/// id is this.
std::optional<std::string> experience_page(const Experience& experience, const std::string& id);

}  // namespace inland::cli
