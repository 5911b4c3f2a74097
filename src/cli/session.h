// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/client.h"
#include "cli/command.h"
#include "core/clock.h"
#include "core/result.h"
#include "http/client.h"
#include "knowledge/tables.h"

#include <memory>
#include <string>
#include <string_view>

namespace inland::cli {

/// The tables that `--knowledge` names, or those built in. A folder with mistakes is reported on
/// the invocation's stderr, all of them, and is an InvalidInput.
Result<const knowledge::Tables*> tables_of(const Invocation& invocation);

/// How a command reaches AWS: who it is, where, and how fast time passes there. An embedded AWS
/// announces its speed and waits are divided by it; AWS itself announces none. Owned by the
/// command; safe for all threads once open.
class Session {
  public:
    /// Makes no call but one to find out whether a configured endpoint is an embedded AWS.
    /// `region` is what the spec or the user says; "" leaves it to AWS's own settings.
    static Result<std::unique_ptr<Session>> open(const Invocation& invocation,
                                                 std::string_view region);

    [[nodiscard]] aws::Client& aws() { return *aws_; }
    [[nodiscard]] http::Client& http() { return *http_; }
    /// The clock to wait by for resources; shortened by the speed of an embedded AWS.
    [[nodiscard]] Clock& clock() { return *clock_; }
    [[nodiscard]] const std::string& region() const { return aws_->configuration().region; }
    /// The root URL of the embedded AWS, or "" when this is not one.
    [[nodiscard]] const std::string& embedded_url() const { return embedded_url_; }

  private:
    Session() = default;
    Result<void> find_embedded_aws(std::stop_token stop);

    std::unique_ptr<http::Client> http_;
    SystemClock wall_clock_;  ///< signatures and retries keep to it
    std::unique_ptr<Clock> clock_;
    std::unique_ptr<aws::Client> aws_;
    std::string embedded_url_;
    double speed_ = 1;
};

}  // namespace inland::cli
