/* The program begins here. */
#include <kikusui/app/cli.h>

int main(int argc, char **argv)
{
    return kk_cli_main(argc, argv);
}
