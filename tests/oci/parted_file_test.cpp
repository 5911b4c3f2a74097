// SPDX-License-Identifier: Apache-2.0
#include "oci/layout/parted_file.h"

#include "oci/layout/byte_source.h"
#include "tests/support/process.h"
#include "tests/support/temporary_folder.h"

#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace inland::oci {
namespace {

using inland::testing::run_shell;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::vector<std::string> names_in(const TemporaryFolder& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        names.push_back(entry.path().filename());
    std::ranges::sort(names);
    return names;
}

std::string joined(const std::filesystem::path& path) {
    const auto parts = parts_of(path);
    if (!parts)
        return parts.error().message;
    const auto bytes = open_files(*parts);
    return bytes ? read_all({*bytes, 0, (*bytes)->size()}, 1'000'000).value_or("unreadable")
                 : bytes.error().message;
}

void write_parts(const std::filesystem::path& path, std::uint64_t part_bytes,
                 const std::string& text) {
    PartedFile file(path, part_bytes);
    for (std::size_t at = 0; at < text.size(); at += 7)
        ASSERT_TRUE(file.write(std::string_view(text).substr(at, 7)));
    ASSERT_TRUE(file.commit());
}

TEST(PartedFile, IsOneFileWithoutASize) {
    const TemporaryFolder folder;
    write_parts(folder.path() / "b.tar", 0, "0123456789");
    EXPECT_THAT(names_in(folder), ::testing::ElementsAre("b.tar"));
    EXPECT_EQ(joined(folder.path() / "b.tar"), "0123456789");
}

TEST(PartedFile, CutsWhereThePartIsFullAndIsReadAsOne) {
    const TemporaryFolder folder;
    const std::string text = "the quick brown fox jumps over the lazy dog";
    for (const std::size_t size : {1UL, 5UL, 10UL, text.size(), text.size() + 1}) {
        const auto path = folder.path() / fmt::format("b{}.tar", size);
        write_parts(path, size, text);
        EXPECT_EQ(joined(path), text) << size;
        EXPECT_EQ(joined(path.string() + ".001"), text) << size;
        EXPECT_THAT(*parts_of(path), SizeIs((text.size() + size - 1) / size));
    }
}

TEST(PartedFile, WritesSumsThatSha256sumTakes) {
    const TemporaryFolder folder;
    write_parts(folder.path() / "b.tar", 10, "the quick brown fox jumps over");
    const auto checked =
        run_shell(fmt::format("cd {} && sha256sum -c b.tar.sha256", folder.path().string()));
    EXPECT_EQ(checked.exit_code, 0) << checked.out;
    EXPECT_THAT(checked.out, HasSubstr("b.tar.003: OK"));
}

TEST(PartedFile, LeavesNothingUnlessCommitted) {
    const TemporaryFolder folder;
    write_parts(folder.path() / "b.tar", 0, "before");
    {
        PartedFile file(folder.path() / "b.tar", 0);
        ASSERT_TRUE(file.write("half"));
    }
    EXPECT_THAT(names_in(folder), ::testing::ElementsAre("b.tar"));
    EXPECT_EQ(joined(folder.path() / "b.tar"), "before");
}

TEST(PartedFile, RemovesTheEndOfALongerRunBefore) {
    const TemporaryFolder folder;
    write_parts(folder.path() / "b.tar", 2, "0123456789");
    write_parts(folder.path() / "b.tar", 2, "abc");
    EXPECT_EQ(joined(folder.path() / "b.tar"), "abc");
}

TEST(PartedFile, NamesThePartThatIsMissing) {
    const TemporaryFolder folder;
    write_parts(folder.path() / "b.tar", 2, "012345");
    std::filesystem::remove(folder.path() / "b.tar.002");
    EXPECT_THAT(joined(folder.path() / "b.tar"), HasSubstr("b.tar.002 is missing"));
    EXPECT_THAT(joined(folder.path() / "c.tar"), HasSubstr("there is no such file"));
}

TEST(PartedFile, SaysWhereItCannotWrite) {
    const TemporaryFolder folder;
    PartedFile file(folder.path() / "none" / "b.tar", 0);
    EXPECT_THAT(file.write("a").error().message, HasSubstr("cannot be written: No such file"));
}

}  // namespace
}  // namespace inland::oci
