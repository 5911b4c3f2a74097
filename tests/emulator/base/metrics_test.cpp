// SPDX-License-Identifier: Apache-2.0
#include "emulator/metrics.h"

#include <gmock/gmock.h>

namespace inland::emulator {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Metrics, CountWhatExistsAndNotWhatEveryAccountHas) {
    Store store;
    const Scope home{"1", "r"};
    store.put({home, "ec2:vpc", "a"}, {});
    store.put({home, "ec2:vpc", "b"}, {});
    store.put({home, "ec2:vpc", "default"}, {{"_default", true}});
    store.put({home, "inland:event", "x"}, {});
    store.put({home, "ec2:instance", "i"}, {{"State", json::object{{"Name", "terminated"}}}});
    store.put({home, "ec2:nat-gateway", "n"}, {{"State", "deleted"}});
    const auto text = Metrics().text(store);
    EXPECT_THAT(text, HasSubstr("inland_resources{service=\"ec2\",type=\"vpc\"} 2\n"));
    EXPECT_THAT(text, Not(HasSubstr("inland:event")));
    EXPECT_THAT(text, Not(HasSubstr("instance")));
    EXPECT_THAT(text, Not(HasSubstr("nat-gateway")));
    EXPECT_THAT(text, HasSubstr("# TYPE inland_resources gauge\n"));
}

TEST(Metrics, CountCallsByServiceOperationAndCode) {
    Metrics metrics;
    metrics.count_request("ec2", "CreateVpc", "", {});
    metrics.count_request("ec2", "CreateVpc", "", {});
    metrics.count_request("ec2", "CreateVpc", "VpcLimitExceeded", {});
    metrics.count_unemulated("ec2", "CreateIpam");
    const auto text = metrics.text({});
    EXPECT_THAT(text, HasSubstr("{service=\"ec2\",operation=\"CreateVpc\",code=\"\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("code=\"VpcLimitExceeded\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("inland_unemulated_requests_total{service=\"ec2\","
                                "operation=\"CreateIpam\"} 1\n"));
    EXPECT_EQ(metrics.history().size(), 3U);
}

TEST(Metrics, LetNoClientBreakOrFillThem) {
    Metrics metrics;
    for (int call = 0; call < 5000; ++call)
        metrics.count_request("s", "a\"\\\n" + std::to_string(call) + std::string(1000, 'x'), "",
                              {});
    const auto text = metrics.text({});
    EXPECT_LT(text.size(), 1'000'000U);
    EXPECT_THAT(text, HasSubstr("operation=\"a\\\"\\\\ 0x"));
    EXPECT_EQ(metrics.history().size(), 1000U);
}

}  // namespace
}  // namespace inland::emulator
