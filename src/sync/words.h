/* Words that several refusals end with. */
#ifndef KIKUSUI_SYNC_WORDS_H
#define KIKUSUI_SYNC_WORDS_H

#define KK_ASK_AGAIN "送り手のパソコンでもう一度書き出してもらってください。"

#endif
