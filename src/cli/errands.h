// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/account_errands.h"
#include "cli/addon_errands.h"
#include "cli/addon_images.h"
#include "cli/corefile_errands.h"
#include "cli/image_errands.h"
#include "cli/registry_access.h"
#include "cli/secret_errands.h"
#include "cli/session.h"
#include "cli/spec_file.h"
#include "deploy/errands.h"
#include "topology/topology.h"

#include <memory>
#include <string>
#include <vector>

namespace inland::cli {

/// What `plan` shows and `apply` does beside AWS's resources: images that are missing are copied,
/// the credentials for the registry placed, service accounts told their roles, CoreDNS's ConfigMap
/// written, and the add-ons that are made of manifests installed. Nothing where the spec has none
/// of them.
class SpecErrands final : public deploy::ActionRunner {
  public:
    /// Looks at the spec's registry and at the cluster; changes nothing. All outlive the answer.
    static Result<std::unique_ptr<SpecErrands>> find(const Invocation& invocation, Session& session,
                                                     const DesignedSpec& designed,
                                                     const std::string& account,
                                                     const topology::Topology& observed);

    [[nodiscard]] const deploy::Errands& errands() const { return errands_; }
    /// Why it is not known what is installed in the cluster; "" when it is.
    [[nodiscard]] const std::string& unseen() const;

    /// Whether what is missing can be copied: Failed, with the list, where `--no-stage` forbids it
    /// or this machine does not reach an image's registry.
    [[nodiscard]] Result<void> check_images() const;

    /// What could not be installed because the Kubernetes API is out of reach is no failure of the
    /// run: it is taken out of the result and returned, to be said.
    static std::vector<std::string> take_out_of_reach(deploy::RunResult& result);

    deploy::Outcome run(const deploy::Step& step) override;
    std::vector<deploy::Outcome> look(std::span<const deploy::Step* const> steps) override;

  private:
    SpecErrands(const Invocation& invocation, Session& session, const DesignedSpec& designed)
        : invocation_(invocation),
          kubernetes_(invocation, session, designed.spec.name.value),
          secrets_(kubernetes_, designed),
          accounts_(kubernetes_, designed),
          corefile_(kubernetes_, designed),
          addons_(invocation, kubernetes_, designed) {}

    Result<std::vector<AddonImage>> find_images(const DesignedSpec& designed,
                                                const std::string& account);
    void put_in_order(const std::vector<deploy::Change>& addons,
                      const topology::Topology& observed);
    [[nodiscard]] deploy::ActionRunner& runner_of(const deploy::Step& step);

    const Invocation& invocation_;
    std::unique_ptr<RegistryAccess> access_;
    std::vector<AddonImage> missing_;
    ErrandKubernetes kubernetes_;
    SecretErrands secrets_;
    AccountErrands accounts_;
    CorefileErrands corefile_;
    AddonErrands addons_;
    std::unique_ptr<ImageErrands> images_;
    deploy::Errands errands_;
};

}  // namespace inland::cli
