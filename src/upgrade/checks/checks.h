// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "upgrade/facts.h"
#include "upgrade/finding.h"

/// The checks of a readiness report. Each says what it found, and that all is well where it is.
namespace inland::upgrade {

Findings check_path(const Facts& facts);       ///< versions that EKS has, upwards
Findings check_skew(const Facts& facts);       ///< kubelets that the API servers still serve
Findings check_apis(const Facts& facts);       ///< APIs that are served no more
Findings check_addons(const Facts& facts);     ///< add-ons that nobody raises
Findings check_addresses(const Facts& facts);  ///< for EKS's interfaces and the surge
Findings check_budgets(const Facts& facts);    ///< pods that would never be let go
Findings check_pods(const Facts& facts);       ///< pods that a drain would lose

}  // namespace inland::upgrade
