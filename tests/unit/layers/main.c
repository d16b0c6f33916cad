/* Linked with the whole of one layer and only what may stand below it: an
 * upward call does not link. That it links is the test. */
int main(void)
{
    return 0;
}
